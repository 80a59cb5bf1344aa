/** A text that begins with a capital letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A name as people write it, with case, spaces and hyphens evened out: `Plan-Start Date` is `plan_start_date`. */
export function plainName(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
}
