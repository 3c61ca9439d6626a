import {
  type CSSProperties,
  createElement,
  type FunctionComponent,
  type ReactNode,
  useEffect,
  useRef,
} from 'react';
import type { ArmoireEvents } from '../elements.ts';
import { loadElements } from './load.ts';

type Detail<Type extends keyof ArmoireEvents> = ArmoireEvents[Type]['detail'];

/** What all the elements take, besides their own attributes. */
export interface ElementProps {
  /** What the server renders, and what stays until, and unless, there is an answer. */
  readonly children?: ReactNode;
  readonly id?: string | undefined;
  readonly className?: string | undefined;
  /** Custom properties of the theme, such as `{ '--armoire-gap': '2rem' }`, as well. */
  readonly style?: (CSSProperties & { readonly [property: `--${string}`]: string | number }) | undefined;
  readonly lang?: string | undefined;
  readonly dir?: 'ltr' | 'rtl' | 'auto' | undefined;
  /** An answer replaced the children. */
  readonly onReady?: ((detail: Detail<'armoire:ready'>) => void) | undefined;
  /** An impression was counted. */
  readonly onShown?: ((detail: Detail<'armoire:shown'>) => void) | undefined;
  /** A card was opened, or a link or button of a choice used. */
  readonly onClick?: ((detail: Detail<'armoire:click'>) => void) | undefined;
  /** There is no answer; the children stay. */
  readonly onError?: ((detail: Detail<'armoire:error'>) => void) | undefined;
}

/** What an attribute is written from: lists are joined by commas, and `undefined` leaves it out. */
type Value = string | number | readonly string[] | undefined;

const text = (value: Value) => (typeof value === 'object' ? value.join() : value);

/** `labelSoldOut` → `label-sold-out` */
const attributeOf = (prop: string) => prop.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);

/**
 * Binds a custom element: the server renders the tag with its children, the browser loads the elements once one of
 * them is mounted. Handlers may change at every rendering; events of elements inside are not this one's.
 */
export function bind<Props extends { readonly [prop in keyof Props]: Value }>(
  tag: `armoire-${string}`,
  name: string,
): FunctionComponent<Props & ElementProps> {
  const Bound = ({
    children,
    className,
    style,
    onReady,
    onShown,
    onClick,
    onError,
    ...props
  }: Props & ElementProps) => {
    const place = useRef<HTMLElement>(null);
    const handlers = useRef<Readonly<Record<string, ((detail: never) => void) | undefined>>>({});
    useEffect(() => {
      handlers.current = { ready: onReady, shown: onShown, click: onClick, error: onError };
    });
    useEffect(() => {
      const element = place.current;
      const tell = ({ type, target, detail }: CustomEvent) => {
        if (target === element) handlers.current[type.replace('armoire:', '')]?.(detail as never);
      };
      const types = ['armoire:ready', 'armoire:shown', 'armoire:click', 'armoire:error'];
      for (const type of types) element?.addEventListener(type, tell as EventListener);
      void loadElements();
      return () => {
        for (const type of types) element?.removeEventListener(type, tell as EventListener);
      };
    }, []);
    const attributes = Object.fromEntries(
      Object.entries<Value>(props).map(([prop, value]) => [attributeOf(prop), text(value)]),
    );
    // React 18 knows no `className` of custom elements; both know `class`.
    return createElement(tag, { ...attributes, class: className, style, ref: place }, children);
  };
  Bound.displayName = name;
  return Bound;
}
