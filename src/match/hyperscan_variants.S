// Debian's run-time library of Hyperscan holds its code five times, for five kinds of processors,
// and chooses when the program starts. Two of them are as fast as five (tests/bench/README.md,
// Size), so the program brings core2, which needs SSSE3 alone, and avx2. A processor of another
// kind is sent on to the one of these that is next below it. What is defined here keeps the linker
// from taking the other three out of the library, in front of which this file has to stand.
//
// The targets are weak, so that a Hyperscan that was built for one kind of processor links, too.

  .macro send_on from, to, function
  .weak \to\()_\function
  .globl \from\()_\function
  .type \from\()_\function, @function
\from\()_\function:
  jmp \to\()_\function
  .size \from\()_\function, . - \from\()_\function
  .endm

  .text
  // What its src/runtime.c defines, of 5.4.0: that is what scans. The functions of a database are
  // small, and one of core2 takes 2.7 ms longer to check ours.
  .irp function, hs_scan, hs_scan_stream, hs_scan_vector, \
      hs_open_stream, hs_close_stream, hs_reset_stream, hs_copy_stream, hs_reset_and_copy_stream, \
      hs_compress_stream, hs_expand_stream, hs_reset_and_expand_stream, hs_stream_size
  send_on corei7, core2, \function
  send_on avx512, avx2, \function
  send_on avx512vbmi, avx2, \function
  .endr
  .section .note.GNU-stack,"",%progbits
