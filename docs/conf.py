"""How the documents become a site."""

project = "realpolitik"
author = "The realpolitik authors"
copyright = "2026, the realpolitik authors"

extensions = ["myst_nb", "sphinx.ext.mathjax"]
myst_enable_extensions = ["dollarmath", "deflist"]
myst_heading_anchors = 3
suppress_warnings = ["myst.header"]

source_suffix = {".md": "myst-nb"}
exclude_patterns = ["_build"]
# The notebooks run whenever the site is built, so that no figure is older than the program; one that fails, fails the build.
nb_execution_mode = "force"
nb_execution_timeout = 300
nb_execution_raise_on_error = True
nb_execution_show_tb = True
nb_output_stderr = "remove"
nb_mime_priority_overrides = [("html", "image/svg+xml", 0)]
html_theme = "pydata_sphinx_theme"
html_theme_options = {
    "show_toc_level": 2,
    "secondary_sidebar_items": ["page-toc"],
    "navbar_align": "left",
    "navbar_persistent": ["search-button"],
    "header_links_before_dropdown": 6,
}
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_title = "realpolitik"
html_show_sourcelink = False
