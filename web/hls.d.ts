// The smaller build of the player's library says nothing of its types; they are those of the whole.
declare module 'hls.js/light' {
  import Hls from 'hls.js'
  export default Hls
}
