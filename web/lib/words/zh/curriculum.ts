/** The words of a course’s page: what it consists of. */
export const zh = {
  kind: '授课方式',
  category: '课程类别',
  counts: '计入',
  measured: (length: string) => `${length}（影片实测时长加阅读时间）`,
  version: '版本',
  versionNumber: (number: number, when: string) => `第 ${number} 版，${when} 起`,
  filmLasts: (length: string) => `影片，实测 ${length}`,
  characters: (count: string) => `文字，${count} 字`,
  quiz: '测验',
  oneFile: '这门课只有简介，没有在网上看的内容。'
}
