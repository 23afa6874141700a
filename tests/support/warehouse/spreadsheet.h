// A spreadsheet (.xlsx) of some sheets, as an office would leave it.
#pragma once

#include <zip.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/unity.h"

namespace dockhand::test {

struct Sheet {
  std::string name;
  std::vector<std::vector<std::string>> rows;
  bool hidden = false;
};

inline void write_spreadsheet(const std::filesystem::path& file, const std::vector<Sheet>& sheets) {
  std::string book = "<workbook><sheets>", relations = "<Relationships>";
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const std::string id = "rId" + std::to_string(i + 1), path = "worksheets/sheet" + std::to_string(i + 1) + ".xml";
    book +=
        "<sheet name='" + sheets[i].name + "'" + (sheets[i].hidden ? " state='hidden'" : "") + " r:id='" + id + "'/>";
    relations += "<Relationship Id='" + id + "' Target='" + path + "'/>";
    std::string text = "<worksheet><sheetData>";
    for (const auto& row : sheets[i].rows) {
      text += "<row>";
      for (const auto& cell : row) text += "<c t='inlineStr'><is><t>" + cell + "</t></is></c>";
      text += "</row>";
    }
    parts.push_back(text + "</sheetData></worksheet>");
  }
  book += "</sheets></workbook>";
  relations += "</Relationships>";
  zip_t* archive = zip_open(file.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  const auto add = [&](const std::string& name, const std::string& text) {
    zip_file_add(archive, name.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0), ZIP_FL_ENC_UTF_8);
  };
  add("xl/workbook.xml", book);
  add("xl/_rels/workbook.xml.rels", relations);
  for (std::size_t i = 0; i < parts.size(); ++i) add("xl/worksheets/sheet" + std::to_string(i + 1) + ".xml", parts[i]);
  REQUIRE(zip_close(archive) == 0);
}

}  // namespace dockhand::test
