/** Files that Vite gives an address to. */
declare module '*.wasm?url' {
  const url: string;
  export default url;
}
