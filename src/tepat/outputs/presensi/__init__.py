"""The attendance packet: fact files, the lists that wait for somebody, and the workbook a clerk checks."""
