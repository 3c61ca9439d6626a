/**
 * What the admin part uses of Medusa's admin, and no more: its UI library and its router are installed only where a
 * store is.
 */

/** Where the admin was built to ask; absent outside a build. */
declare const __BACKEND_URL__: unknown;
/** `session` or `jwt`. */
declare const __AUTH_TYPE__: unknown;
declare const __JWT_TOKEN_STORAGE_KEY__: unknown;

declare module '@medusajs/ui' {
  import type { ComponentProps, FunctionComponent, HTMLAttributes, ReactNode } from 'react';

  type Part<Props = object> = FunctionComponent<HTMLAttributes<HTMLElement> & Props>;
  type Color = 'green' | 'red' | 'blue' | 'orange' | 'grey' | 'purple';

  export const Container: Part;
  export const Skeleton: Part;
  export const Heading: Part<{ level?: 'h1' | 'h2' | 'h3' }>;
  export const Text: Part<{ size?: 'xsmall' | 'small' | 'base'; weight?: 'regular' | 'plus' }>;
  export const Badge: Part<{ size?: '2xsmall' | 'xsmall' | 'small'; color?: Color }>;
  export const InlineTip: Part<{ label: string; variant?: 'info' | 'warning' | 'error' | 'success' }>;
  export const Button: FunctionComponent<
    ComponentProps<'button'> & {
      variant?: 'primary' | 'secondary' | 'danger' | 'transparent';
      size?: 'small' | 'base';
      isLoading?: boolean;
    }
  >;
  export const Checkbox: FunctionComponent<{
    checked: boolean | 'indeterminate';
    onCheckedChange: (checked: boolean | 'indeterminate') => void;
    'aria-label': string;
  }>;
  export const Table: Part & {
    Header: Part;
    Body: Part;
    Row: Part;
    HeaderCell: Part<{ scope?: string }>;
    Cell: Part;
  };
  export const Tabs: FunctionComponent<{
    value: string;
    onValueChange: (value: string) => void;
    children: ReactNode;
  }> & {
    List: Part;
    Trigger: Part<{ value: string }>;
    Content: Part<{ value: string }>;
  };
  export const Select: FunctionComponent<{
    value: string;
    onValueChange: (value: string) => void;
    size?: 'small' | 'base';
    children: ReactNode;
  }> & {
    Trigger: Part;
    Value: Part;
    Content: Part;
    Item: Part<{ value: string }>;
  };
  export const Prompt: FunctionComponent<{
    open: boolean;
    onOpenChange: (open: boolean) => void;
    variant?: 'danger' | 'confirmation';
    children: ReactNode;
  }> & {
    Content: Part;
    Header: Part;
    Title: Part;
    Description: Part;
    Footer: Part;
    Cancel: Part;
    Action: Part;
  };
  export const toast: {
    success(title: string): void;
    error(title: string, props: { description: string }): void;
  };
}

declare module 'react-router-dom' {
  import type { FunctionComponent, ReactNode } from 'react';
  export const Link: FunctionComponent<{ to: string; className?: string; children: ReactNode }>;
  export function useSearchParams(): [URLSearchParams, (next: Record<string, string>) => void];
}
