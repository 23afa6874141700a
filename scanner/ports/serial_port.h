// A serial line, as termios opens it.
//
// Decides: which speeds and framings there are, that the line is raw and ours alone while it is open.
// Leaves to others: what comes over it (scanner/drivers/serial.cpp), when it is opened again (scanner/source/device.h).
#pragma once

#include <string>

#include "scanner/source/source_options.h"
#include "storage/model/result.h"
#include "storage/model/tools/descriptor.h"

namespace dockhand {

struct SerialSettings {
  int baud = 9600;              // a USB scanner in COM port mode takes any
  int data_bits = 8;            // 7 or 8
  std::string parity = "none";  // none, even, odd
  int stop_bits = 1;            // 1 or 2
  std::string flow = "none";    // none, hardware (RTS/CTS), software (XON/XOFF)
};

std::vector<OptionSpec> serial_options();
// It is an Error when there is no such speed.
Result<SerialSettings> serial_settings(const SourceOptions& options);

// Opens the port for reading and writing, without blocking. Bytes that came before are thrown away. An Error of kind
// busy says that another program has it.
Result<Descriptor> open_serial_port(const std::string& device, const SerialSettings& settings);

}  // namespace dockhand
