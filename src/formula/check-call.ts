import { addFault, type Scope, written } from './check-scope.ts'
import { dateFix } from './check-wanted.ts'
import { alike, DATE, joinedType, numberOf, typeWords } from './check-types.ts'
import type { PathSyntax } from './syntax.ts'
import type { Expression, FunctionName, ValueType } from './tree.ts'

/** What a function takes and gives; `alike` takes numbers or dates, all of one sort. */
type Shape = {
  readonly name: FunctionName
  readonly takes: 'alike' | readonly ValueType[]
  readonly gives: ValueType
}

const shape = (name: FunctionName, takes: Shape['takes'], gives: ValueType): Shape => ({
  name,
  takes,
  gives,
})
const NUMBER = numberOf()

const FUNCTIONS: ReadonlyMap<string, Shape> = new Map(
  [
    shape('least', 'alike', NUMBER),
    shape('greatest', 'alike', NUMBER),
    shape('month', [DATE], NUMBER),
    shape('age_on', [DATE, DATE], numberOf('years')),
    shape('academic_age_on', [DATE, DATE], numberOf('years')),
    shape('school_year_start', [DATE, NUMBER], DATE),
    shape('census_day_by', [DATE], DATE),
    shape('census_day_after', [DATE], DATE),
  ].map((one) => [one.name, one]),
)

export function isFunction(name: string): boolean {
  return FUNCTIONS.has(name)
}

/** A built-in function and its values. */
export function checkCall(syntax: PathSyntax, name: string, scope: Scope): Expression | undefined {
  const known = FUNCTIONS.get(name)
  const given = syntax.arguments ?? []
  if (!known) return undefined
  const wanted = known.takes === 'alike' ? 2 : known.takes.length
  const fits = known.takes === 'alike' ? given.length >= wanted : given.length === wanted
  if (!fits) {
    const many = wanted === 1 ? 'one value' : 'two values'
    const message = `\`${name}\` takes ${many} in its brackets`
    const letters = wanted === 1 ? 'a' : 'a, b'
    return addFault(
      scope,
      syntax.span,
      'formula-arguments',
      message,
      `Write \`${name}(${letters})\`.`,
    )
  }
  const values = given.map((argument) => scope.check(argument, scope))
  const found = values.flatMap((value) => value ?? [])
  if (found.length < given.length) return undefined
  return known.takes === 'alike'
    ? chooseOne(syntax, known.name, found, scope)
    : withTypes(syntax, known, known.takes, found, scope)
}

function withTypes(
  syntax: PathSyntax,
  known: Shape,
  takes: readonly ValueType[],
  values: readonly Expression[],
  scope: Scope,
): Expression | undefined {
  for (const [index, value] of values.entries()) {
    const wanted = takes[index]
    if (!wanted || value.type.is === wanted.is) continue
    const message = `\`${known.name}\` needs ${typeWords(wanted)} here; this is ${typeWords(value.type)}`
    const span = syntax.arguments?.[index]?.span ?? syntax.span
    const fix = wanted.is === 'date' ? dateFix(written(scope, span), value.type) : 'Write a number.'
    return addFault(scope, span, 'formula-type', message, fix)
  }
  return { kind: 'call', name: known.name, arguments: values, type: known.gives, span: syntax.span }
}

function chooseOne(
  syntax: PathSyntax,
  name: FunctionName,
  values: readonly Expression[],
  scope: Scope,
): Expression | undefined {
  const type = values.map((value) => value.type).reduce(joinedType)
  const odd = values.find((value) => !alike(value.type, type))
  const sort = type.is === 'number' || type.is === 'date'
  if (sort && !odd) return { kind: 'call', name, arguments: values, type, span: syntax.span }
  const message = sort
    ? `\`${name}\` chooses between ${typeWords(type)} and ${typeWords(odd?.type ?? type)}`
    : `\`${name}\` chooses between numbers or dates; this is ${typeWords(type)}`
  return addFault(
    scope,
    syntax.span,
    'formula-type',
    message,
    'Give it numbers only, or dates only.',
  )
}
