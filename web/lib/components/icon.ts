import type { Component } from 'svelte'

/** A picture that stands beside a word. Import each alone, from `@lucide/svelte/icons/<name>`, so that a page carries only its own. */
export type Icon = Component
