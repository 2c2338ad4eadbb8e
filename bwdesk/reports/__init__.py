"""PDFs from plain values, with ReportLab. No SQL, no Qt."""
