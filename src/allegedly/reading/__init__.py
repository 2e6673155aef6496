"""The layers that read a document, one concept a file, and the pipeline that runs them."""
