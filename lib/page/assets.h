/* Files of this folder that are built into the program; embed.awk writes
 * assets.c of them. */
#ifndef PAGE_ASSETS_H
#define PAGE_ASSETS_H

extern const char asset_style_css[];
extern const char asset_favicon_svg[];
extern const char asset_search_js[];

#endif
