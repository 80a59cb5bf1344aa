/** The command was given something it cannot use: exit code 2. The message says what to do. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse'
}
