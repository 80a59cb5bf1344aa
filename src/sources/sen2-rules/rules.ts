import { ACROSS_RULES } from './across.ts'
import { RULES_OF } from './check-person.ts'
import { ELEMENT_RULES } from './elements.ts'
import { HEADER_RULES } from './header.ts'
import type { Sen2Rule } from './rule.ts'

/** Every rule of a return, in the order of the numbers. A number may have a rule for each year or module. */
export const SEN2_CHECKS: readonly Sen2Rule[] = [
  ...HEADER_RULES,
  ...Object.values(RULES_OF).flat(),
  ...ELEMENT_RULES,
  ...ACROSS_RULES,
].toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
