/** Why a file cannot be read as a table; a fact for the caller to refuse with, never an exception. */
export type Unreadable = { reason: UnreadableReason; zh: string; en: string }

export type UnreadableReason = 'empty' | 'not-a-workbook' | 'old-format' | 'encrypted' | 'damaged' | 'too-large'

const sentences: Record<UnreadableReason, { zh: string; en: string }> = {
  empty: { zh: '文件是空的。', en: 'The file is empty.' },
  'not-a-workbook': {
    zh: '这不是电子表格，请上传 .xlsx、.xls、.et 或 .csv 文件。',
    en: 'This is not a spreadsheet. Please upload an .xlsx, .xls, .et or .csv file.'
  },
  'old-format': {
    zh: '这个旧格式的文件（.xls、.et、.xlsb）打不开，请另存为 .xlsx 后再上传。',
    en: 'This file in an old format (.xls, .et, .xlsb) cannot be opened. Please save it as .xlsx and upload it again.'
  },
  encrypted: {
    zh: '文件设有打开密码，请取消密码后再上传。',
    en: 'The file is protected by a password. Please remove the password and upload it again.'
  },
  damaged: { zh: '文件已损坏，无法打开。', en: 'The file is damaged and cannot be opened.' },
  'too-large': { zh: '文件太大，请分成几个文件上传。', en: 'The file is too large. Please divide it into several files.' }
}

export const unreadable = (reason: UnreadableReason): Unreadable => ({ reason, ...sentences[reason] })
