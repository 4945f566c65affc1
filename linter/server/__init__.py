"""The language server: what `newslint check` says, in an editor, while an article is written.

A thin caller of `Project`: one for each folder that the editor has open.
"""
