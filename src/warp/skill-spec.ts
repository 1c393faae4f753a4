/**
 * Whether a skill as it was asked for is the one that a run tells of (`owner/repo:path/to/SKILL.md`). Warp takes a skill by
 * its repository, with its owner or without, and by its path or its name.
 */
export function isSameSkill(asked: string, told: { readonly spec: string; readonly name?: string }): boolean {
  if (asked === told.spec) return true;
  const [askedRepo, askedSkill] = halves(asked);
  const [repo, path] = halves(told.spec);
  const isSameRepo = askedRepo === repo || (!askedRepo.includes('/') && repo.endsWith(`/${askedRepo}`));
  // A skill is called as its folder, where its file says nothing else.
  const folder = path.split('/').at(-2);
  return isSameRepo && askedSkill !== '' && [path, told.name, folder].includes(askedSkill);
}

function halves(spec: string): [repo: string, skill: string] {
  const at = spec.indexOf(':');
  return at === -1 ? ['', spec] : [spec.slice(0, at), spec.slice(at + 1)];
}
