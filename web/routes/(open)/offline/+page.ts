// Kept on the device and shown when nothing can be asked: it has to stand without a script.
export const csr = false
