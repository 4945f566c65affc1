"""The same run on a Dask cluster: files are read where they are linted, only what is reported comes back.

Needs the extra `newslint[cluster]`; the workers need newslint, too, in the same version.
"""
