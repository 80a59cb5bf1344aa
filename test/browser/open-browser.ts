import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflate } from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

const PACKAGES = join(dirname(fileURLToPath(import.meta.url)), '../../node_modules')
const PACKED = join(PACKAGES, '@sparticuz/chromium/bin')

/**
 * Opens the Chromium that comes with the npm package, with the system's libraries or, on a machine
 * that lacks them, with those that come with it. Close it after use.
 */
export async function openBrowser(): Promise<Browser> {
  const folder = await unpacked()
  const options = {
    executablePath: join(folder, 'chromium'),
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none'],
  }
  const fonts = existsSync('/etc/fonts') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') }
  try {
    return await chromium.launch({ ...options, env: { ...process.env, ...fonts } })
  } catch (error) {
    if (!String(error).includes('shared libraries')) throw error
    const libraries = join(folder, 'al2023/lib')
    return await chromium.launch({
      ...options,
      env: { ...process.env, ...fonts, LD_LIBRARY_PATH: libraries },
    })
  }
}

/** The folder of the unpacked browser, made once; safe when two test files start at once. */
async function unpacked(): Promise<string> {
  const cache = join(PACKAGES, '.cache')
  const folder = join(cache, `chromium-${version()}`)
  if (existsSync(folder)) return folder
  mkdirSync(cache, { recursive: true })
  const making = mkdtempSync(join(cache, 'chromium-making-'))
  await unpackInto(making)
  try {
    renameSync(making, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
  }
  return folder
}

/** The package unpacks to the folder for temporary files, whichever that is. */
async function unpackInto(folder: string): Promise<void> {
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    for (const name of ['chromium.br', 'fonts.tar.br', 'al2023.tar.br'])
      await inflate(join(PACKED, name))
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

function version(): string {
  const text = readFileSync(join(PACKED, '../package.json'), 'utf8')
  return /"version": *"([\w.-]+)"/.exec(text)?.[1] ?? 'unknown'
}
