/** Attributes of an SVG element; one that is undefined is left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>

/** Text made safe to stand in an element or in a quoted attribute. */
export function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** One element as text. Numbers are written to one decimal; `children` are elements already, not escaped. */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) =>
        ` ${key}="${typeof value === 'number' ? short(value) : escapeText(value ?? '')}"`,
    )
    .join('')
  return children.length === 0
    ? `<${name}${written}/>`
    : `<${name}${written}>${children.join('')}</${name}>`
}

/** A text element; `content` is escaped. */
export function label(content: string, attributes: Attributes): string {
  return element('text', attributes, escapeText(content))
}

/** A coordinate to one decimal, without a trailing zero. */
export function short(value: number): string {
  return String(Math.round(value * 10) / 10)
}
