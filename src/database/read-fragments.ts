/** The current records of a dataset: `(select * from records.plans where ended_by is null)`. */
export function currentRecords(dataset: string): string {
  return `(select * from records.${dataset} where ended_by is null)`
}

/** Whether the authority of row `alias` has supplied every one of some datasets. */
export function isSupplied(alias: string, ...datasets: readonly string[]): string {
  const tests = datasets.map(
    (dataset) =>
      `${alias}.authority in (select authority from records.supplied
        where dataset = '${dataset}' and ended_by is null)`,
  )
  return tests.join(' and ')
}

/** `expression` where the datasets it needs were supplied, else empty. */
export function whereSupplied(datasets: readonly string[], expression: string): string {
  return `case when ${isSupplied('r', ...datasets)} then ${expression} end`
}

/**
 * Last day of the period of some months that starts on `day`: the day before the same day that many
 * months on, or the last day of that month if it has no such day.
 *
 *     cast(d + interval '12 months' as date)
 *       - case when extract(day from d + interval '12 months') = extract(day from d) then 1 else 0 end
 */
export function lastDaySql(day: string, months: number): string {
  const moved = `${day} + interval '${String(months)} months'`
  return `(cast(${moved} as date)
    - case when extract(day from ${moved}) = extract(day from ${day}) then 1 else 0 end)`
}

/** Completed years on `day` of one born on `birth`; born on 29 February: older on 1 March. */
export function ageSql(birth: string, day: string): string {
  return `cast(extract(year from ${day}) - extract(year from ${birth})
    - case when extract(month from ${day}) * 100 + extract(day from ${day})
        < extract(month from ${birth}) * 100 + extract(day from ${birth}) then 1 else 0 end as integer)`
}

/** Age on the 31 August before the academic year that holds `day`. */
export function academicAgeSql(birth: string, day: string): string {
  return `cast(extract(year from ${day}) - case when extract(month from ${day}) < 9 then 1 else 0 end
    - extract(year from ${birth}) - case when extract(month from ${birth}) >= 9 then 1 else 0 end
    as integer)`
}

/**
 * The next later date of the same thing, empty when there is none. Rows of one date share it.
 *
 *     min(d) over (partition by authority, … order by d
 *       range between interval '1 day' following and unbounded following)
 */
export function nextDateSql(date: string, partition: readonly string[]): string {
  return `min(${date}) over (partition by ${['r.authority', ...partition].join(', ')} order by ${date}
    range between interval '1 day' following and unbounded following)`
}
