"""Parts of jobs done by the workers of a Dask cluster; their results are those of one computer."""
