/* encoding_name.h - what an encoding is called: by people, in .cpg files, in the header of a .dbf.
 *
 * One name each is used inside: that of iconv ("GB18030", "BIG5-HKSCS", "CP949", "CP1252"), and
 * "UTF-8". Families are named by their widest member, which reads all the others: GBK, GB 2312 and
 * CP936 are GB18030, EUC-KR is CP949, ISO-8859-1 is CP1252. Big5 and
 * CP950 are BIG5; BIG5-HKSCS has more characters, but other signs at the places of some.
 */
#ifndef WG_READ_ENCODING_NAME_H
#define WG_READ_ENCODING_NAME_H

#include <stdbool.h>
#include <stddef.h>

enum { WG_ENCODING_NAME = 32 }; /* bytes of a name with its 0 */

/* The name for "gbk", "936", "cp936", "OEM 936", "ISO 88591", ... False: nobody knows it, or its
 * ASCII characters are not single bytes (UTF-16), so that no table can be in it; the name is empty then. */
bool wg_encoding_named(const char *given, char out[WG_ENCODING_NAME]);

/* The name for the language driver id of a .dbf (byte 29), NULL: it says nothing. 0x57 ("ANSI") says
 * nothing: programs write it whatever the encoding is. */
const char *wg_encoding_of_ldid(unsigned ldid);

#endif
