import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

/** What a reader comes for, from the overview on, by links and forms alone. */
export type Journey = {
  readonly name: string
  readonly walk: (page: Page, url: string) => Promise<void>
}

export const JOURNEYS: readonly Journey[] = [
  {
    name: 'a filter narrows the scorecard and stays in the address',
    walk: async (page, url) => {
      await page.goto(`${url}/strategies/kingston-2021`)
      await page.getByLabel('Owner').selectOption('EHC plans')
      await page.getByRole('button', { name: 'Filter' }).click()
      assert.match(page.url(), /owner=EHC\+plans/)
      assert.match(await page.locator('#shown').innerText(), /^12 of 125 indicators/)
      await page.getByRole('link', { name: 'Clear the filter' }).click()
      assert.match(await page.locator('#shown').innerText(), /^125 of 125 indicators/)
      await page.goBack()
      assert.match(await page.locator('#shown').innerText(), /^12 of 125 indicators/)
    },
  },
  {
    name: 'a reader comes from the overview to the file and line of a record',
    walk: async (page, url) => {
      await page.goto(url)
      await page
        .getByRole('link', { name: 'SEND Futures Plan: Key Performance Indicators', exact: true })
        .click()
      await page
        .getByRole('link', { name: 'New plans within 20 weeks, excluding exceptions' })
        .click()
      await page.getByRole('link', { name: /See the records of 2025/ }).click()
      assert.match(await page.locator('main').innerText(), /requests\.csv, line \d/)
    },
  },
  {
    name: 'a board compares two days, as cards',
    walk: async (page, url) => {
      await page.goto(`${url}/strategies/kingston-2021`)
      await page.getByLabel('Compare with').selectOption('2025-12-31')
      await page.getByRole('button', { name: 'Filter' }).click()
      assert.match(page.url(), /since=2025-12-31/)
      await page.getByRole('link', { name: 'Cards' }).click()
      assert.match(page.url(), /view=cards/)
      assert.match(page.url(), /since=2025-12-31/)
      assert.match(await page.locator('main').innerText(), /31 December 2025/)
    },
  },
  {
    name: 'a parent finds a word from the header and reads what it means',
    walk: async (page, url) => {
      await page.goto(`${url}/money`)
      await page.getByRole('searchbox').fill('annual review')
      await page.getByRole('searchbox').press('Enter')
      assert.match(page.url(), /\/search\?words=annual\+review/)
      assert.match(await page.locator('main').innerText(), /annual review/i)
    },
  },
  {
    name: 'a manager sees who breaks a limit next, and takes the list away',
    walk: async (page, url) => {
      await page.goto(`${url}/clocks`)
      await page.getByLabel('Limit', { exact: true }).selectOption({ label: 'Final plan' })
      await page.getByRole('button', { name: 'Filter' }).click()
      assert.match(page.url(), /clock=final-plan/)
      const download = page.waitForEvent('download')
      await page.getByRole('link', { name: 'CSV' }).first().click()
      const path = await (await download).path()
      const [head = '', ...rows] = readFileSync(path, 'utf8').trim().split('\r\n')
      assert.match(head, /,days_left,/)
      assert.ok(rows.length > 0)
      assert.ok(rows.every((row) => row.includes('Final plan')))
    },
  },
  {
    name: 'an analyst sees what a file would change, and drops it',
    walk: async (page, url) => {
      await uploadPlan(page, url)
      await page.getByRole('button', { name: 'Drop the files' }).click()
      await page.waitForURL(/\/data$/)
    },
  },
]

/** Changes the records, and changes them back. */
export const LOAD_AND_UNDO: Journey = {
  name: 'an analyst loads a file, reads its report and takes it back',
  walk: async (page, url) => {
    await uploadPlan(page, url)
    await page.getByRole('button', { name: 'Load the files' }).click()
    await finished(page)
    assert.match(await page.locator('h1').innerText(), /The files are loaded/)
    await page.getByRole('link', { name: 'The report of this import' }).click()
    await page.getByRole('link', { name: /Undo/ }).click()
    await page.getByRole('button', { name: /Undo/ }).click()
    await page.waitForURL(/\/data/)
    await page.goto(`${url}/data`)
    assert.match(await page.locator('main').innerText(), /undone/i)
  },
}

async function uploadPlan(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/data`)
  await page.getByRole('link', { name: 'Upload files' }).first().click()
  const plans = 'plan_id,person_id,start_date\nNEW-1,P000001,2026-01-08\n'
  await page.getByLabel('Files', { exact: true }).setInputFiles({
    name: 'plans.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(plans),
  })
  await page.getByLabel('Code of the authority').fill('X00000999')
  await page.getByLabel('Day on which').fill('2026-03-31')
  await page.getByRole('button', { name: 'Check the files' }).click()
  await page.waitForURL(/\/data\/upload\/[0-9a-f-]+$/)
  await finished(page)
  assert.match(await page.locator('main').innerText(), /1 row read/)
}

/** Waits until an upload is no longer under way; without scripts a reader loads the page again. */
async function finished(page: Page): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (!(await page.locator('main').innerText()).includes('See how far it is')) return
    await page.waitForTimeout(200)
    await page.reload()
  }
  assert.fail('the upload did not end in a minute')
}
