export type TransferFault =
  | 'transfer-target-exists'
  | 'transfer-too-large'
  | 'transfer-no-such-import'
  | 'transfer-state-lost'
  | 'transfer-not-an-export'
  | 'transfer-newer'
  | 'transfer-altered'
  | 'transfer-not-empty'
  | 'transfer-other-definitions'
  | 'transfer-not-equal'

/** An export cannot be made or restored as things are. The message says what is wrong and what to do. */
export class TransferError extends Error {
  readonly code: TransferFault

  constructor(code: TransferFault, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'TransferError'
    this.code = code
  }
}
