/** For tests: a return of a year with these persons. */
export function returnOf(year: number, ...persons: readonly string[]): string {
  return `<Message><Header><CollectionDetails><Collection>SEN2</Collection><Year>${String(year)}</Year>
<ReferenceDate>${CENSUS[year] ?? ''}</ReferenceDate></CollectionDetails>
<Source><SourceLevel>L</SourceLevel><LEA>999</LEA><SerialNo>001</SerialNo></Source></Header>
<Persons>
${persons.join('\n')}
</Persons></Message>
`
}

const CENSUS: Readonly<Record<number, string>> = {
  2022: '2022-01-20',
  2023: '2023-01-19',
  2024: '2024-01-18',
  2025: '2025-01-16',
  2026: '2026-01-15',
}

/** A person with a sound UPN and these elements after the details. */
export function personOf(
  inner: string,
  details = '<Sex>F</Sex><Ethnicity>WBRI</Ethnicity>',
): string {
  return `<Person><PersonBirthDate>2010-03-04</PersonBirthDate>${details}<UPN>P999200015101</UPN>${inner}</Person>`
}

/** A request of the past with a plan begun on 2016-02-29, with these elements in each part. */
export function planOf(named: string, active: string): string {
  return `<Requests><RYA>0</RYA><RequestOutcome>H</RequestOutcome>
<Assessment><AssessmentOutcome>H</AssessmentOutcome>
<NamedPlan><StartDate>2016-02-29</StartDate>${named}</NamedPlan></Assessment>
<ActivePlans>${active}</ActivePlans></Requests>`
}
