import { type AuthorityCode, NATION } from '../core/index.ts'

/** Whose the records of a dataset are: each authority its own, but what is published is England's. */
export function ownerOf(dataset: string, authority: AuthorityCode): AuthorityCode {
  return dataset === 'published' ? NATION : authority
}
