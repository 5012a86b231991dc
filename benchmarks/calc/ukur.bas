' Opens a workbook, fills its formulas down, recalculates every cell, saves the values as CSV; milliseconds of each step.
' A call from outside can hand over texts only.
Sub Ukur(masukan As String, keluaran As String, catatan As String, orang As String, kolom_pertama As String, _
         kolom As String, putaran As String)
  Dim sifat(0) As New com.sun.star.beans.PropertyValue
  Dim simpan(1) As New com.sun.star.beans.PropertyValue
  Dim mulai As Double, i As Long
  On Error GoTo gagal
  sifat(0).Name = "Hidden"
  sifat(0).Value = True
  mulai = GetSystemTicks()
  buku = StarDesktop.loadComponentFromURL(masukan, "_blank", 0, sifat())
  buku.enableAutomaticCalculation(False)
  Open catatan For Output As #1
  Print #1, CStr(CLng(GetSystemTicks() - mulai))
  mulai = GetSystemTicks()
  lembar = buku.Sheets.getByName("$SHEET")
  rumus = lembar.getCellRangeByPosition(CLng(kolom_pertama), 1, CLng(kolom) - 1, CLng(orang))
  rumus.fillAuto(com.sun.star.sheet.FillDirection.TO_BOTTOM, 1)
  Print #1, CStr(CLng(GetSystemTicks() - mulai))
  For i = 1 To CLng(putaran)
    mulai = GetSystemTicks()
    buku.calculateAll()
    Print #1, CStr(CLng(GetSystemTicks() - mulai))
  Next i
  mulai = GetSystemTicks()
  ' Comma, quote, UTF-8, from the first line; values as they are, not as they are shown.
  simpan(0).Name = "FilterName"
  simpan(0).Value = "Text - txt - csv (StarCalc)"
  simpan(1).Name = "FilterOptions"
  simpan(1).Value = "44,34,76,1,,0,false,false,false"
  buku.storeToURL(keluaran, simpan())
  Print #1, CStr(CLng(GetSystemTicks() - mulai))
  Close #1
  buku.close(True)
  StarDesktop.terminate()
  Exit Sub
gagal:
  Print #1, "gagal: " & Error$
  Close #1
  StarDesktop.terminate()
End Sub
