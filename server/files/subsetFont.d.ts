/** The package brings no types of its own; what is used of it. */
declare module 'subset-font' {
  const subsetFont: (
    font: Uint8Array,
    text: string,
    options: { targetFormat: 'sfnt'; variationAxes: Record<string, number> }
  ) => Promise<Uint8Array>
  export default subsetFont
}
