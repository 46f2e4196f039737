// Opens an EPUB in foliate-js, in headless Chromium, and writes what it found as JSON.
// Usage: node read.mjs MODULES CHROMIUM EPUB WIDTHxHEIGHT... [--shots FOLDER]
//
// At each size every section is opened in the engine and, by itself, as a plain page
// with the book's own style sheet alone; what stands out of the screen is named. Links
// are resolved as the engine does, a few are followed, a note is opened.

import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { readFile } from 'node:fs/promises'
import path from 'node:path'

const [modules, chromium, epub, ...rest] = process.argv.slice(2)
const at = rest.indexOf('--shots')
const shots = at < 0 ? '' : rest[at + 1]
const sizes = (at < 0 ? rest : rest.slice(0, at)).map(size => size.split('x').map(Number))
const require = createRequire(path.join(modules, 'package.json'))
const puppeteer = require('puppeteer-core')

const KINDS = { '.js': 'text/javascript', '.html': 'text/html; charset=utf-8' }
const FRAME = `<!DOCTYPE html><meta charset="utf-8"><title>Reader</title><link rel="icon" href="data:,">
<style>html, body { margin: 0; height: 100% }
foliate-view { display: block; width: 100%; height: 100% }</style>
<script type="module" src="/page.js"></script>`

const served = async address => {
    if (address === '/') return [FRAME, '.html']
    if (address === '/page.js') return [await readFile(new URL('page.js', import.meta.url)), '.js']
    if (address === '/book.epub') return [await readFile(epub), '.epub']
    const file = path.join(modules, 'foliate-js', path.normalize(address))
    return [await readFile(file), path.extname(file)]
}

const server = createServer((request, response) => {
    served(new URL(request.url, 'http://localhost').pathname).then(
        ([data, kind]) => response.writeHead(200, {
            'Content-Type': KINDS[kind] ?? 'application/octet-stream',
        }).end(data),
        () => response.writeHead(404).end(),
    )
})
await new Promise(ready => server.listen(0, '127.0.0.1', ready))
const home = `http://127.0.0.1:${server.address().port}/`

// Chromium refuses to run as root in its sandbox; nothing here comes from elsewhere.
const browser = await puppeteer.launch({ executablePath: chromium, args: ['--no-sandbox'] })
const found = { errors: [], outside: [], sizes: {} }
try {
    const page = await browser.newPage()
    page.on('console', said => {
        if (said.type() === 'error') found.errors.push(said.text())
    })
    page.on('pageerror', error => found.errors.push(String(error)))
    page.on('request', asked => {
        if (!/^(?:blob|data|about):/.test(asked.url()) && !asked.url().startsWith(home))
            found.outside.push(asked.url())
    })
    for (const [width, height] of sizes) {
        await page.setViewport({ width, height })
        await page.goto(home)
        await page.waitForFunction('globalThis.reader')
        await page.evaluate(() => reader.open())
        const count = await page.evaluate(() => reader.count())
        const sections = []
        for (let index = 0; index < count; index++) {
            sections.push(await page.evaluate(nth => reader.section(nth), index))
            if (shots)
                await page.screenshot({ path: path.join(shots, `${width}-${index}.png`) })
        }
        found.sizes[width] = { sections, plain: await page.evaluate(() => reader.plain()) }
    }
    Object.assign(found, await page.evaluate(() => reader.navigation()))
    found.followed = await page.evaluate(() => reader.follow())
    found.note = await page.evaluate(() => reader.note())
} finally {
    await browser.close()
    server.close()
}
console.log(JSON.stringify(found))
