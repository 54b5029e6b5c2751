/** What an element stands in, from the inside out, as it is shown: into the slots and out of the shadow trees around it. */
export function* around(element: Element): Generator<Element> {
  for (
    let at: Element | null | undefined = element.assignedSlot ?? outer(element);
    at;
    at = at.assignedSlot ?? outer(at)
  )
    yield at;
}

const outer = (element: Element): Element | null | undefined =>
  element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host;
