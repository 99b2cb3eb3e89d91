"""How pages look: quiet, in the reader's own type and colours, by day and by night."""

from __future__ import annotations

from narrate.delivery.overlay.smil import ACTIVE

_HEARD = f"""\
/* What is heard at the moment. */
.{ACTIVE} {{
  background-color: #ffe8a3;
  color: #1c1a14;
}}
.{ACTIVE} * {{
  background-color: transparent;
  color: inherit;
}}
@media (prefers-color-scheme: dark) {{
  .{ACTIVE} {{
    background-color: #5c4a12;
    color: #fffbee;
  }}
}}
"""

PAGES = f"""\
@namespace epub "http://www.idpf.org/2007/ops";

body {{
  margin: 5%;
  line-height: 1.5;
  hyphens: auto;
  -webkit-hyphens: auto;
  -epub-hyphens: auto;
}}
h1, h2 {{
  margin: 2em 0 1.5em;
  font-weight: normal;
  line-height: 1.25;
  text-align: center;
  text-wrap: balance;
  hyphens: manual;
  -webkit-hyphens: manual;
  -epub-hyphens: manual;
  break-after: avoid;
  page-break-after: avoid;
}}
h1 {{
  font-size: 1.6em;
}}
h2 {{
  font-size: 1.2em;
}}
p {{
  margin: 0;
  text-indent: 1.4em;
  widows: 2;
  orphans: 2;
}}
h1 + p, h2 + p, .scene + p, .first {{
  text-indent: 0;
}}
blockquote {{
  margin: 1em 1.4em;
}}
.verse {{
  margin: 1em 0 1em 1.4em;
  text-indent: 0;
  hyphens: manual;
  -webkit-hyphens: manual;
  -epub-hyphens: manual;
}}
.scene {{
  margin: 1.5em 0;
  text-align: center;
  text-indent: 0;
}}
.marker {{
  font-size: 0.75em;
  line-height: 1;
  vertical-align: super;
}}
.cover {{
  margin: 0;
  text-align: center;
}}
.cover img {{
  max-width: 100%;
  max-height: 98vh;
}}
.front {{
  margin-top: 15%;
  text-align: center;
}}
.front p {{
  margin: 0.8em 0;
  text-indent: 0;
}}
nav ol {{
  margin: 0;
  padding: 0 0 0 1.2em;
  list-style: none;
}}
nav li {{
  margin: 0.5em 0;
}}
nav a {{
  text-decoration: none;
}}
@media (prefers-color-scheme: dark) {{
  body {{
    background-color: #16161a;
    color: #e4e2dd;
  }}
  a {{
    color: #a9c7ff;
  }}
}}
{_HEARD}"""


def highlight(prefix: str) -> str:
    """For a publisher's pages: what is heard; our elements, whose ids begin so, have no other look.

    Rules of the publisher's such as `p > span` would fit them too.
    """
    ours = f'span[id^="{prefix}-"]'
    return f"""\
{ours} {{
  all: unset !important;
}}
{ours}.{ACTIVE} {{
  background-color: #ffe8a3 !important;
  color: #1c1a14 !important;
}}
.{ACTIVE} * {{
  color: inherit;
}}
@media (prefers-color-scheme: dark) {{
  {ours}.{ACTIVE} {{
    background-color: #5c4a12 !important;
    color: #fffbee !important;
  }}
}}
"""
