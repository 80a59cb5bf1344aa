import { currentRecords, whereSupplied } from './read-fragments.ts'
import type { ReadRule } from './read-rule.ts'

/**
 * Plans: when held here, when made, and the placement that the plan names.
 *
 * The named placement is the main placement (rank 1) in force on the start date, of two the one
 * entered last; else the first main placement entered after it. Either way it is the nearest to the
 * start date; of two as near, the one with the greater id.
 */
export const PLANS: ReadRule = {
  table: 'plans',
  reads: ['persons', 'placements'],
  joins: `
    left join read.persons p on p.authority = r.authority and p.person_id = r.person_id
    left join (
      select authority, plan_id, placement_id
      from (
        select s.authority, s.plan_id, l.placement_id,
          row_number() over (
            partition by s.authority, s.plan_id
            order by case when l.entry_date <= s.start_date then 0 else 1 end,
              abs(l.entry_date - s.start_date), l.placement_id desc nulls last) as place
        from ${currentRecords('plans')} s
        join ${currentRecords('placements')} l
          on l.authority = s.authority and l.plan_id = s.plan_id
        where l.placement_rank = 1
          and (l.entry_date > s.start_date or l.leaving_date is null or l.leaving_date > s.start_date)
      ) nearest
      where place = 1
    ) n on n.authority = r.authority and n.plan_id = r.plan_id`,
  columns: {
    held_from: 'coalesce(r.reopened_date, r.transfer_in_date, r.start_date)',
    held_until: whereSupplied(['persons'], 'least(r.cease_date, p.death_date)'),
    made_date: 'coalesce(r.reopened_date, r.start_date)',
    named_placement_id: 'n.placement_id',
  },
}

/**
 * Placements: their type of provision and area, and the days on which they are in force, which are
 * days on which their plan is held. A placement of an unknown plan is never in force.
 */
export const PLACEMENTS: ReadRule = {
  table: 'placements',
  reads: ['plans', 'settings'],
  joins: `
    left join read.plans l on l.authority = r.authority and l.plan_id = r.plan_id
    left join read.settings s on s.authority = r.authority and s.setting_id = r.setting_id`,
  columns: {
    provision: whereSupplied(
      ['settings'],
      `case
        when r.sen_unit_indicator = 'Y' or r.resourced_provision_indicator = 'Y'
          then 'resourced_provision'
        when s.provision is not null then s.provision
        when r.sen_setting = 'EYP' then 'early_years'
        when r.sen_setting in ('OLA', 'OPA', 'EHE') then 'otherwise'
        when r.sen_setting in ('NEET', 'NIEC', 'NIEO') then 'none'
        when r.sen_setting = 'OTH' then 'other'
      end`,
    ),
    area: whereSupplied(
      ['settings'],
      `case
        when r.setting_id is null then 'not_applicable'
        when s.la_code = r.authority then 'in_borough'
        when s.la_code is not null then 'out_borough'
      end`,
    ),
    in_force_from: whereSupplied(
      ['plans', 'persons'],
      'case when l.plan_id is not null then greatest(r.entry_date, l.held_from) end',
    ),
    in_force_until: whereSupplied(['plans', 'persons'], 'least(r.leaving_date, l.held_until)'),
  },
}
