import CloudCheck from '@lucide/svelte/icons/cloud-check'
import Minus from '@lucide/svelte/icons/minus'
import Smartphone from '@lucide/svelte/icons/smartphone'

/** Where an answer is; the word always stands beside it. */
export const placePictures = { server: CloudCheck, device: Smartphone, none: Minus }
