interface Manifest {
  modules: { declarations?: { members?: Member[] }[] }[];
}

interface Member {
  privacy?: string;
}

/** The manifest without private and protected members, which the docs pages would list as properties. */
export function publicOnly(generated: unknown): Manifest {
  const manifest = generated as Manifest; // as the analyzer wrote it; there may be none yet when types are checked
  return {
    ...manifest,
    modules: manifest.modules.map((module) => ({
      ...module,
      declarations: module.declarations?.map((declaration) => ({
        ...declaration,
        members: declaration.members?.filter(
          ({ privacy }) => privacy !== 'private' && privacy !== 'protected',
        ),
      })),
    })),
  };
}
