import type { Identity, PlanSpell, SourceItem } from '../types.ts'
import { counted } from '../tally.ts'
import {
  childrenNamed,
  complain,
  type Draft,
  draftOf,
  itemsOf,
  placeOf,
  type Reading,
  textOf,
} from './reading.ts'
import type { XmlNode } from './return-parser.ts'
import { code, day, digits, yesNo } from './values.ts'

/** What a record below a plan needs to know of it: whose it is, the day it began, which spell. */
export type AboutPlan = { readonly identity: Identity; readonly spell: PlanSpell }

/** The placements of a plan, in the order of the file. */
export function mapPlacements(reading: Reading, active: XmlNode, plan: AboutPlan): SourceItem[] {
  return childrenNamed(active, 'PlacementDetail').flatMap((node) =>
    placementItems(reading, node, active, plan),
  )
}

function placementItems(
  reading: Reading,
  node: XmlNode,
  active: XmlNode,
  plan: AboutPlan,
): SourceItem[] {
  const draft = draftOf('placements', node)
  const { values } = draft
  const where = whereValues(reading, draft)
  const entry = day(reading, draft, node, 'EntryDate', true)
  values['placement_rank'] = rank(reading, draft)
  values['entry_date'] = entry
  values['leaving_date'] = day(reading, draft, node, 'LeavingDate')
  values['sen_unit_indicator'] = yesNo(reading, draft, node, 'SENunitIndicator')
  values['resourced_provision_indicator'] = yesNo(
    reading,
    draft,
    node,
    'ResourcedProvisionIndicator',
  )
  kindValues(reading, draft, reading.rulesOf < 2024 ? active : node)
  const made = {
    placement_id: ['placement', plan.spell.start, where, entry ?? ''],
    plan_id: ['plan', plan.spell.start],
  }
  const spells = { placement_id: plan.spell, plan_id: plan.spell }
  return itemsOf(draft, { identity: plan.identity, made, spells })
}

/** URN before UKPRN before SENsetting, as DfE reads them. */
function whereValues(reading: Reading, draft: Draft): string {
  const { node, values } = draft
  const urn = digits(reading, draft, node, 'URN', /^\d{6}$/)
  const setting = urn ?? digits(reading, draft, node, 'UKPRN', /^\d{8}$/)
  values['setting_id'] = setting
  values['sen_setting'] = setting === null ? code(reading, draft, node, 'SENsetting') : null
  if (setting !== null) noteSetting(reading, setting, node.line)
  const where = setting ?? values['sen_setting']
  if (where !== null) return where
  const given = textOf(node, 'SENsetting')
  if (given !== undefined) return `unknown ${given}`
  const message = 'No URN, UKPRN or SENsetting says where the placement is.'
  complain(draft, 'sen2-missing-value', placeOf(reading, node, 'URN'), message)
  return ''
}

function noteSetting(reading: Reading, setting: string, line: number): void {
  if (reading.settings.has(setting)) return
  reading.settings.add(setting)
  reading.tally.add(
    'sen2-unknown-setting-type',
    'URN',
    line,
    (count) =>
      `${counted(count, 'setting')} given by number; the return does not say of what type.`,
  )
}

function rank(reading: Reading, draft: Draft): string | null {
  const text = textOf(draft.node, 'PlacementRank')?.replace(/\.0$/, '')
  if (text !== undefined && /^[1-9]$/.test(text)) return text
  const place = placeOf(reading, draft.node, 'PlacementRank')
  if (text === undefined) complain(draft, 'sen2-missing-value', place, 'PlacementRank is missing.')
  else complain(draft, 'sen2-needed-value', place, 'PlacementRank is not a rank.')
  return null
}

/**
 * Residence and work, which a return of 2023 gives for the plan: there they belong to its main
 * placement still open. An absent element means neither.
 */
function kindValues(reading: Reading, draft: Draft, holder: XmlNode): void {
  const { values } = draft
  if (reading.rulesOf < 2024) {
    const { censusDay } = reading.header
    const leaving = values['leaving_date'] ?? null
    const isMain = values['placement_rank'] === '1' && (leaving === null || leaving > censusDay)
    if (!isMain) return
  }
  values['residential'] = codeOrNone(reading, draft, holder, 'Res')
  values['work_based'] = codeOrNone(reading, draft, holder, 'WBP')
}

function codeOrNone(reading: Reading, draft: Draft, holder: XmlNode, name: string): string | null {
  return textOf(holder, name) === undefined ? 'none' : code(reading, draft, holder, name)
}
