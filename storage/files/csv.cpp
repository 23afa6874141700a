#include "storage/files/csv.h"

#include <csv.h>

namespace dockhand {
namespace {

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

// libcsv knows fields and records, but no lines: it is fed line by line, so that each row's first line is known.
struct CsvReader::Parser {
  Parser(std::string name, char sign, const TakeRow& to) : file(std::move(name)), separator(sign), take(to) {
    begin(strict, CSV_STRICT | CSV_STRICT_FINI);
  }
  ~Parser() { csv_free(&strict); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  void begin(csv_parser& parser, unsigned char options) const {
    csv_init(&parser, options);
    csv_set_delim(&parser, static_cast<unsigned char>(separator));
  }

  // A line of the file, with its end unless it is the last one.
  void take_line(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) return fail(line, "holds a zero byte: this is not a text file");
    if (between_rows) {
      if (is_blank(text)) return;
      row.line = line;
      row_bytes = 0;
      between_rows = false;
    }
    row_bytes += static_cast<std::int64_t>(text.size());
    if (row_bytes > max_row_bytes) return too_long();
    if (csv_parse(&strict, text.data(), text.size(), on_field, on_end, this) != text.size()) take_as_it_stands(text);
  }

  // A quote stands where the rules have none, as in 'Pipe 1" x 2"'. Within one line there is only one way to read it.
  void take_as_it_stands(std::string_view text) {
    csv_free(&strict);
    begin(strict, CSV_STRICT | CSV_STRICT_FINI);
    if (row.line != line) return bad_quotes();
    row.cells.clear();
    row.has_odd_quotes = true;
    csv_parser lenient{};
    begin(lenient, CSV_STRICT_FINI);
    csv_parse(&lenient, text.data(), text.size(), on_field, on_end, this);
    if (!between_rows && !text.ends_with('\n')) csv_fini(&lenient, on_field, on_end, this);
    csv_free(&lenient);
    if (!between_rows) bad_quotes();
  }

  void too_long() {
    fail(row.line, "is longer than " + std::to_string(max_row_bytes) +
                       " bytes: is a quote not closed? Nothing of the"
                       " file is taken, as nobody knows what stands behind it");
  }
  void bad_quotes() {
    fail(row.line,
         "has a quote in the wrong place: quotes stand around a whole field, and are doubled within it. Nothing of the"
         " file is taken, as nobody knows what stands behind it");
  }
  void fail(std::int64_t at, const std::string& message) {
    if (!error) error = Error{ErrorKind::bad_input, file + ":" + std::to_string(at), "the line " + message};
  }
  void end_row() {
    if (between_rows) return fail(line, "ends in CR alone; save the file with LF or CRLF line ends");
    take(row);
    row.cells.clear();
    row.has_odd_quotes = false;
    between_rows = true;
  }

  static void on_field(void* text, std::size_t size, void* self) {
    static_cast<Parser*>(self)->row.cells.emplace_back(static_cast<const char*>(text), size);
  }
  static void on_end(int, void* self) { static_cast<Parser*>(self)->end_row(); }

  const std::string file;
  const char separator;
  const TakeRow& take;
  csv_parser strict{};
  std::optional<Error> error;
  TableRow row;
  std::string begun;  // the line that has not ended yet
  std::int64_t row_bytes = 0;
  std::int64_t line = 1;
  bool between_rows = true;
};

CsvReader::CsvReader(std::string file, char separator, const TakeRow& take)
    : parser_(std::make_unique<Parser>(std::move(file), separator, take)) {}
CsvReader::~CsvReader() = default;

bool CsvReader::feed(std::string_view text) {
  Parser& to = *parser_;
  while (!to.error) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) break;
    if (to.begun.empty()) {
      to.take_line(text.substr(0, end + 1));
    } else {
      to.begun += text.substr(0, end + 1);
      to.take_line(to.begun);
      to.begun.clear();
    }
    ++to.line;
    text.remove_prefix(end + 1);
  }
  if (to.begun.empty()) to.row.line = to.between_rows ? to.line : to.row.line;
  if (!to.error) to.begun += text;
  if (to.begun.size() > max_row_bytes) to.too_long();
  return !to.error;
}

Status CsvReader::finish() {
  Parser& to = *parser_;
  if (!to.error && !to.begun.empty()) to.take_line(to.begun);
  if (!to.error && csv_fini(&to.strict, Parser::on_field, Parser::on_end, &to) != 0) to.bad_quotes();
  if (to.error) return *to.error;
  return Done{};
}

}  // namespace dockhand
