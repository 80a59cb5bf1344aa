import { ELEMENTS, MODULES, type Sen2Element } from './registry.ts'

/** Published spelling by the spelling without case, wrong spellings included. */
const SPELLING: ReadonlyMap<string, string> = new Map([
  ...Object.keys(MODULES).map((name) => [name.toLowerCase(), name] as const),
  ...ELEMENTS.map(({ name }) => [name.toLowerCase(), name] as const),
  ...ELEMENTS.flatMap(({ name, alias }) =>
    alias === undefined ? [] : [[alias.toLowerCase(), name] as const],
  ),
])

const BY_MODULE: ReadonlyMap<string, ReadonlyMap<string, Sen2Element>> = new Map(
  Object.keys(MODULES).map((module) => [
    module,
    new Map(ELEMENTS.filter((one) => one.module === module).map((one) => [one.name, one])),
  ]),
)

const CHILDREN: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(MODULES))

const PERSONAL: ReadonlySet<string> = new Set(
  ELEMENTS.filter(({ format }) => format === 'personal').map(({ name }) => name),
)

/** The published spelling of an element's name, whatever its case or prefix; unknown ones as they are. */
export function publishedName(name: string): string {
  const local = name.slice(name.indexOf(':') + 1)
  return SPELLING.get(local.toLowerCase()) ?? local
}

/** Whether the text of an element is never to be kept. */
export function isPersonal(name: string): boolean {
  return PERSONAL.has(name)
}

/** The registry's entry of an element in a module. */
export function elementOf(module: string, name: string): Sen2Element | undefined {
  return BY_MODULE.get(module)?.get(name)
}

/** Whether one module lies in another. */
export function holdsModule(module: string, name: string): boolean {
  return CHILDREN.get(module)?.includes(name) === true
}

/** Whether a thing with first and last years is of a year. */
export function isOfYear(
  one: { readonly from?: number; readonly to?: number },
  year: number,
): boolean {
  return (one.from === undefined || year >= one.from) && (one.to === undefined || year <= one.to)
}
