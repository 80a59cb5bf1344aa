/** First day on which a plan is held. */
function heldFrom(row: string): string {
  return `coalesce(${row}.reopened_date, ${row}.transfer_in_date, ${row}.start_date)`
}

/**
 * SQL that tells whether two rows about the plan of one person and start date mean the same spell:
 * they begin on the same day, or there is a day on which both are held.
 */
export function sameSpell(a: string, b: string): string {
  const [fromA, fromB] = [heldFrom(a), heldFrom(b)]
  return `(${fromA} = ${fromB} or (
    (${a}.cease_date is null or ${a}.cease_date > ${fromB})
    and (${b}.cease_date is null or ${b}.cease_date > ${fromA})))`
}

/**
 * SQL to order the records `b` that may mean the spell `a` of a return, the likeliest first: a spell
 * that ended before the calendar year of which the return tells is not in it; of others, the
 * one that begins nearest. Ends with a comma.
 *
 * @param year - SQL for the year of the return.
 */
export function spellDistance(a: string, b: string, year: string): string {
  return `
    case when ${b}.cease_date < make_date(${year} - 1, 1, 1) then 1 else 0 end,
    abs(${heldFrom(a)} - ${heldFrom(b)}),`
}
