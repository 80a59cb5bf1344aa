/** Main ethnicity codes, and under each the extended codes that councils use for parts of it. */
const EXTENDED: Readonly<Record<string, string>> = {
  WBRI: 'WCOR WENG WNIR WSCO WWEL WOWB',
  WIRI: '',
  WIRT: '',
  WROM: 'WROG WROR WROO',
  WOTH: 'WALB WBOS WCRO WGRE WGRK WGRC WITA WKOS WPOR WSER WTUR WTUK WTUC WEUR WEEU WWEU WOTW',
  MWBC: '',
  MWBA: '',
  MWAS: 'MWAP MWAI MWAO',
  MOTH: 'MAOE MABL MACH MBOE MBCH MCOE MWOE MWCH MOTM',
  AIND: '',
  APKN: 'AMPK AKPA AOPK',
  ABAN: '',
  AOTH: 'AAFR AKAO ANEP ASNL ASLT ASRO AOTA',
  CHNE: 'CHKC CMAL CSNG CTWN COCH',
  BCRB: '',
  BAFR: 'BANN BCON BGHA BNGN BSLN BSOM BSUD BAOF',
  BOTH: 'BEUR BNAM BOTB',
  OOTH: 'OAFG ORAB OARA OEGY OFIL OIRN OIRQ OJPN OKOR OKRD OLAM OLEB OLIB OMAL OMRC OPOL OTHA OVIE OYEM OOEG',
  REFU: '',
  NOBT: '',
}

/** The main code of every code that is known. */
export const MAIN_ETHNICITY: ReadonlyMap<string, string> = new Map(
  Object.entries(EXTENDED).flatMap(([main, parts]) =>
    [main, ...parts.split(' ').filter((code) => code !== '')].map((code) => [code, main] as const),
  ),
)
