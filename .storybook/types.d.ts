// Written by `npm run manifest` and not committed, so a type check may come before it exists.
declare module '*/custom-elements.json' {
  const manifest: { modules: [] };
  export default manifest;
}

declare module '*.css';
