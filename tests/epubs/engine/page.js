// Runs in the page: a reader as an app would make one of foliate-js, and what tests ask.

import '/view.js'
import { FootnoteHandler } from '/footnotes.js'

const view = document.createElement('foliate-view')
const wait = milliseconds => new Promise(done => setTimeout(done, milliseconds))
const event = (target, name) =>
    new Promise(done => target.addEventListener(name, done, { once: true }))

// Blanks that a line of a listing was divided at hang behind its end: nobody sees them, and
// the listing is not as wide as they are.
const fits = element => element.localName === 'pre' && element.scrollWidth <= element.clientWidth

// Elements whose box stands out of a window of `width`, outermost only; a picture's own
// inside and what scrolls by itself is left alone.
const wide = (doc, width) => {
    const names = []
    const look = element => {
        const scrolls = /auto|scroll/.test(doc.defaultView.getComputedStyle(element).overflowX)
        const box = element.getBoundingClientRect()
        if (box.width && (box.right > width + 1 || box.left < -1)) {
            const own = element.id ? `#${element.id}` : `.${element.getAttribute('class')}`
            names.push(`${element.localName}${own} ${Math.round(box.left)}–${Math.round(box.right)}`)
        } else if (!scrolls && element.localName !== 'svg' && !fits(element))
            for (const child of element.children) look(child)
    }
    for (const child of doc.body.children) look(child)
    return names
}

// What can be moved behind the screen's side, and by mistake up and down as well.
const high = doc => [...doc.querySelectorAll('.wide-formula')]
    .filter(element => element.scrollHeight > element.clientHeight)
    .map(element => element.textContent)

// The words of an opened document, as it shows them.
const words = doc => (doc?.body.innerText ?? '').replace(/\s+/g, ' ').trim()

// What `look` finds as soon as it is `fine`; on a busy machine the engine needs a while.
const settled = async (look, fine) => {
    for (let turn = 0; turn < 100; turn++) {
        const found = look()
        if (fine(found)) return found
        await wait(100)
    }
    return look()
}

const links = async () => {
    const docs = []
    for (const section of view.book.sections) docs.push(await section.createDocument())
    const rows = []
    docs.forEach((doc, index) => {
        const section = view.book.sections[index]
        for (const a of doc.querySelectorAll('a[href]')) {
            const href = section.resolveHref(a.getAttribute('href'))
            if (!view.book.isExternal(href)) rows.push({ from: index, href })
        }
    })
    return { docs, rows }
}

const arrives = (docs, href) => {
    const to = view.book.resolveHref(href)
    if (!to || !docs[to.index]) return false
    return !href.includes('#') || Boolean(to.anchor(docs[to.index]))
}

const flat = entries => (entries ?? []).flatMap(entry => [entry, ...flat(entry.subitems)])

globalThis.reader = {
    async open() {
        document.body.replaceChildren(view)
        await view.open('/book.epub')
        view.renderer.setAttribute('flow', 'scrolled')
        view.renderer.setAttribute('margin', '16px')
        view.renderer.setAttribute('gap', '4%')
    },

    count: () => view.book.sections.length,

    // One section, opened in the engine.
    async section(index) {
        await view.renderer.goTo({ index, anchor: 0 })
        const { doc } = view.renderer.getContents().find(each => each.index === index)
        return settled(() => ({
            name: view.book.sections[index].id,
            title: doc.title,
            text: words(doc).length,
            unloaded: [...doc.images].filter(image => !image.naturalWidth).map(image => image.alt),
            wide: wide(doc, doc.documentElement.clientWidth),
            high: high(doc),
        }), found => found.text && !found.unloaded.length && !found.wide.length)
    },

    // Every section without the engine's own styles: `name` and what stands out of it.
    async plain() {
        const frame = document.createElement('iframe')
        frame.style.cssText = 'position: fixed; inset: 0; border: 0; width: 100%; height: 100%'
        document.body.append(frame)
        const rows = []
        for (const section of view.book.sections) {
            const loaded = event(frame, 'load')
            frame.src = await section.load()
            await loaded
            const doc = frame.contentDocument
            const names = await settled(() => wide(doc, frame.clientWidth), found => !found.length)
            if (names.length) rows.push({ name: section.id, wide: names })
            section.unload?.()
        }
        frame.remove()
        return rows
    },

    // What the engine makes of contents, pages and links.
    async navigation() {
        const { docs, rows } = await links()
        const contents = flat(view.book.toc)
        const pages = view.book.pageList ?? []
        const lost = [...rows.map(row => row.href), ...contents.map(row => row.href),
            ...pages.map(row => row.href)].filter(href => href && !arrives(docs, href))
        return {
            links: rows.length,
            contents: contents.map(row => row.label),
            pages: pages.map(row => row.label),
            landmarks: (view.book.landmarks ?? []).map(row => row.type).flat(),
            lost: [...new Set(lost)],
        }
    },

    // A spread of links, each followed: where it should lead, and where the engine is then.
    async follow() {
        const { rows } = await links()
        const chosen = rows.filter((_, nth) => nth % Math.ceil(rows.length / 12) === 0)
        const done = []
        for (const { href } of chosen) {
            const wanted = view.book.resolveHref(href).index
            await view.goTo(href)
            const open = view.renderer.getContents().map(each => each.index)
            done.push({ href, arrived: open.includes(wanted) })
        }
        return done
    },

    // The first footnote, opened by a click on its mark; then the way back.
    async note() {
        const { docs } = await links()
        const index = docs.findIndex(doc => doc.querySelector('a[role=doc-noteref]'))
        if (index < 0) return null
        await view.renderer.goTo({ index, anchor: 0 })
        const { doc } = view.renderer.getContents().find(each => each.index === index)
        const handler = new FootnoteHandler()
        const opened = event(handler, 'render')
        const heard = e => handler.handle(view.book, e)
        view.addEventListener('link', heard)
        handler.addEventListener('before-render', ({ detail }) =>
            document.body.append(detail.view))
        doc.querySelector('a[role=doc-noteref]').click()
        const { detail } = await Promise.race([opened, wait(20000).then(() => ({ detail: {} }))])
        view.removeEventListener('link', heard)
        const back = doc.querySelector('aside a[role=doc-backlink]')
        const target = view.book.resolveHref(
            view.book.sections[index].resolveHref(back.getAttribute('href')))
        return {
            type: detail.type,
            hidden: detail.hidden,
            text: await settled(
                () => words(detail.view?.renderer.getContents()[0]?.doc),
                text => text,
            ),
            back: target.anchor(doc)?.getAttribute('role'),
        }
    },
}
