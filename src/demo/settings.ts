import type { Emit } from './columns.ts'
import { type Mix, oneOf, type Random } from './random.ts'
import {
  type Area,
  type Provision,
  SETTING_WORDS,
  SETTINGS_INSIDE,
  SETTINGS_OUTSIDE,
} from './places.ts'
import type { Authority } from './world.ts'

/** How a setting is known to DfE. */
export type SettingNumber = 'URN' | 'UKPRN' | 'local'

export type Setting = {
  readonly id: string
  readonly number: SettingNumber
  readonly provision: Provision
  readonly area: Area
  /** Has a resourced provision or a SEN unit. */
  readonly hasUnit: boolean
}

/** The settings of an authority by provision and area. */
export type SettingBook = {
  readonly find: (random: Random, provision: Provision, area: Area, withUnit: boolean) => Setting
  readonly all: readonly Setting[]
}

const UKPRN_SORTS: ReadonlySet<Provision> = new Set([
  'fe_college',
  'sixth_form_college',
  'specialist_post16',
  'training_provider',
])

/** Codes of the invented authorities around this one, beside whose children ours are taught. */
export const NEIGHBOURS: readonly string[] = [991, 992, 993, 994, 995].map(
  (lea) => `X${String(lea).padStart(8, '0')}`,
)

/** Makes an authority's settings and writes their file. Every name says that it is an example. */
export function makeSettings(authority: Authority, emit: Emit): SettingBook {
  const all = [
    ...makeSide(authority, SETTINGS_INSIDE, 'in_borough', 0),
    ...makeSide(authority, SETTINGS_OUTSIDE, 'out_borough', 5000),
  ]
  for (const [index, setting] of all.entries()) writeSetting(authority, setting, index, emit)
  const lists = listsOf(all)
  return {
    all,
    find: (random, provision, area, withUnit) =>
      oneOf(
        random,
        lists.get(keyOf(provision, area, withUnit)) ??
          lists.get(keyOf(provision, area, false)) ??
          all,
      ),
  }
}

function makeSide(
  authority: Authority,
  counts: Mix<Provision>,
  area: Area,
  offset: number,
): readonly Setting[] {
  const settings: Setting[] = []
  for (const [provision, count] of counts) {
    const total = Math.max(1, Math.round(count * authority.scale))
    for (let i = 0; i < total; i += 1) {
      const number = numberOf(provision)
      const id = idOf(number, offset + settings.length + 1)
      const hasUnit = provision.startsWith('mainstream') && i % 5 === 0
      settings.push({ id, number, provision, area, hasUnit })
    }
  }
  return settings
}

function numberOf(provision: Provision): SettingNumber {
  if (provision === 'early_years') return 'local'
  return UKPRN_SORTS.has(provision) ? 'UKPRN' : 'URN'
}

/** Numbers that GIAS and UKRLP have not reached. */
function idOf(number: SettingNumber, index: number): string {
  if (number === 'URN') return String(980_000 + index)
  if (number === 'UKPRN') return String(19_900_000 + index)
  return `EYP-${String(index).padStart(4, '0')}`
}

function writeSetting(authority: Authority, setting: Setting, index: number, emit: Emit): void {
  const inside = setting.area === 'in_borough'
  const word = SETTING_WORDS[setting.provision] ?? 'Setting'
  const unit = setting.hasUnit ? ', with resourced provision' : ''
  emit('settings', {
    setting_id: setting.id,
    name: `${inside ? authority.name : 'Neighbour'} Example ${word} ${String(index + 1)}${unit}`,
    provision: setting.provision,
    la_code: inside ? authority.code : (NEIGHBOURS[index % NEIGHBOURS.length] ?? authority.code),
  })
}

function listsOf(all: readonly Setting[]): ReadonlyMap<string, readonly Setting[]> {
  const lists = new Map<string, Setting[]>()
  for (const setting of all) {
    const keys = [keyOf(setting.provision, setting.area, false)]
    if (setting.hasUnit) keys.push(keyOf(setting.provision, setting.area, true))
    for (const key of keys) lists.set(key, [...(lists.get(key) ?? []), setting])
  }
  return lists
}

function keyOf(provision: Provision, area: Area, withUnit: boolean): string {
  return `${provision}/${area}/${withUnit ? 'unit' : 'any'}`
}
