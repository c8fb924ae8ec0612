"""The views before there are pages: the first start, a new data folder, the recovery sheet, the Kennwort."""
