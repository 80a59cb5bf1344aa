import { type AuthorityCode, NATION } from '../core/index.ts'

/** Whose the records of a dataset are: each authority its own, but what is published is England's. */
export function ownerOf(dataset: string, authority: AuthorityCode): AuthorityCode {
  return isPublished(dataset) ? NATION : authority
}

/** Whether a dataset holds what others published, not the records of an authority. */
export function isPublished(dataset: string): boolean {
  return dataset === 'published'
}
