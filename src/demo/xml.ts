/** The elements of a file, as text. */
export type Xml = string

/** `<name>value</name>`, or nothing for no value. The value is escaped. */
export function element(name: string, value: string | number | undefined): Xml {
  return value === undefined ? '' : `<${name}>${escape(String(value))}</${name}>\n`
}

/** An element around others. */
export function group(name: string, ...inner: readonly Xml[]): Xml {
  return `<${name}>\n${inner.join('')}</${name}>\n`
}

/** SEN2 writes yes and no as 1 and 0. */
export function flag(name: string, value: boolean): Xml {
  return element(name, value ? 1 : 0)
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
