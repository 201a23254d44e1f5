// Draws the pictures of the example bases, flat and invented, as PNG beside this file: node content/demonstration/pictures/draw.mjs
// Chromium sets the type and rounds the corners; CHROMIUM says where it is.
import { writeFileSync } from 'node:fs'
import { chromium } from '@playwright/test'

const [SKY, HILL, FAR, WALL, ROOF, WOOD, GROUND, INK, LEAF, GRAIN] = [
  '#e7f0f4',
  '#8fb3c4',
  '#b9d0da',
  '#efece7',
  '#4f4a43',
  '#8b857b',
  '#d6d1c9',
  '#24211d',
  '#1c5a43',
  '#c6a954'
]

const hills = `<path d="M0 330 Q180 210 360 300 Q560 180 760 270 Q870 300 960 260 V640 H0Z" fill="${FAR}"/>
  <path d="M0 400 Q220 300 430 380 T960 360 V640 H0Z" fill="${HILL}"/>`
const house = (x, y, width, height, windows) => `
  <rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${WALL}"/>
  <path d="M${x - 30} ${y} L${x + width / 2} ${y - height * 0.55} L${x + width + 30} ${y} Z" fill="${ROOF}"/>
  <rect x="${x + width / 2 - 28}" y="${y + height - 92}" width="56" height="92" fill="${WOOD}"/>
  ${windows.map(at => `<rect x="${x + at}" y="${y + 38}" width="46" height="52" fill="${SKY}" stroke="${WOOD}" stroke-width="6"/>`).join('')}`
const tree = (x, y, size) =>
  `<rect x="${x - 5}" y="${y}" width="10" height="${size}" fill="${WOOD}"/><circle cx="${x}" cy="${y}" r="${size * 0.6}" fill="${LEAF}"/>`
const ground = `<rect y="470" width="960" height="170" fill="${GROUND}"/>`
const person = (x, y) =>
  `<circle cx="${x}" cy="${y}" r="15" fill="${INK}"/><path d="M${x - 22} ${y + 72} q0 -52 22 -52 t22 52Z" fill="${INK}"/>`

const PICTURES = {
  'red-ridge-house': `${hills}${ground}${house(300, 310, 360, 170, [44, 270])}${tree(180, 400, 80)}${tree(800, 390, 90)}`,
  'red-ridge-hall': `<rect width="960" height="640" fill="${WALL}"/><rect y="500" width="960" height="140" fill="${GROUND}"/>
    ${[90, 360, 630]
      .map(
        x => `<rect x="${x}" y="130" width="240" height="180" fill="#fff" stroke="${WOOD}" stroke-width="8"/>
      ${[0, 1, 2, 3].map(line => `<rect x="${x + 30}" y="${165 + line * 34}" width="${line === 3 ? 110 : 180}" height="12" fill="${FAR}"/>`).join('')}`
      )
      .join('')}
    <rect x="250" y="400" width="460" height="70" fill="${WOOD}"/>${person(330, 470)}${person(480, 480)}${person(640, 470)}`,
  'red-ridge-steps': `${hills}${ground}${[0, 1, 2, 3, 4, 5].map(step => `<rect x="${300 - step * 34}" y="${330 + step * 34}" width="${360 + step * 68}" height="34" fill="${step % 2 ? WALL : '#fff'}"/>`).join('')}
    <rect x="440" y="130" width="80" height="200" fill="${ROOF}"/>${person(250, 500)}${person(330, 515)}${person(710, 505)}`,
  'white-cloud-fields': `${hills}<rect y="420" width="960" height="220" fill="${GRAIN}"/>
    ${[0, 1, 2, 3, 4].map(row => `<path d="M0 ${450 + row * 42} H960" stroke="${LEAF}" stroke-width="7"/>`).join('')}${house(640, 330, 200, 100, [24])}`,
  'white-cloud-workshop': `<rect width="960" height="640" fill="${SKY}"/>${ground}
    <path d="M120 470 V300 l120 -70 v70 l120 -70 v70 l120 -70 v70 l120 -70 v240 H120Z" fill="${ROOF}"/>
    ${[150, 270, 390, 510].map(x => `<rect x="${x}" y="360" width="60" height="60" fill="${SKY}"/>`).join('')}
    <path d="M680 470 q60 -150 120 -150 t120 150Z" fill="${LEAF}"/>${person(760, 500)}${person(840, 510)}`
}

const page = svg => `<!doctype html><meta charset="utf-8"><style>body{margin:0}</style>
  <svg xmlns="http://www.w3.org/2000/svg" width="960" height="640" viewBox="0 0 960 640"><rect width="960" height="640" fill="${SKY}"/>${svg}
  <rect x="24" y="24" width="112" height="52" rx="6" fill="#fff" stroke="${INK}" stroke-width="2"/>
  <text x="80" y="61" text-anchor="middle" font-family="sans-serif" font-size="30" fill="${INK}">示例</text></svg>`

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
const tab = await browser.newPage({ viewport: { width: 960, height: 640 } })
for (const [name, svg] of Object.entries(PICTURES)) {
  await tab.setContent(page(svg))
  writeFileSync(new URL(`${name}.png`, import.meta.url), await tab.screenshot())
}
await browser.close()
