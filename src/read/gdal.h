/* gdal.h - GDAL, loaded when it is first needed.
 *
 * libgdal brings a hundred other libraries along; to load them takes longer than a nightly run of
 * assign, which reads a CSV file and needs none of them (docs/decisions/0016-gdal-on-demand.md). So
 * the program is not linked with it: this header stands in for GDAL's own, and the functions named
 * here go through a table that is filled by the first call of any. Functions that are used for the
 * first time have to be added to the list.
 *
 * Where the library cannot be loaded the program ends with a line that says so, as it would at its
 * start if it were linked.
 */
#ifndef WG_READ_GDAL_H
#define WG_READ_GDAL_H

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_http.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

/* clang-format off */
#define WG_GDAL_FUNCTIONS(X)                                                                      \
  X(CPLAtof) X(CPLHTTPPopFetchCallback) X(CPLHTTPPushFetchCallback) X(CPLCalloc)                   \
  X(CPLGetBasename) X(CPLGetErrorHandlerUserData) X(CPLGetExtension)                   \
  X(CPLGetThreadLocalConfigOption) X(CPLPopErrorHandler) X(CPLPushErrorHandlerEx)                 \
  X(CPLSetThreadLocalConfigOption) X(CPLStrdup) X(CPLStrtod) X(CPLsnprintf) X(CSLDestroy)         \
  X(GDALAllRegister) X(GDALClose) X(GDALCreate) X(GDALDatasetCommitTransaction)                   \
  X(GDALDatasetCreateLayer) X(GDALDatasetExecuteSQL) X(GDALDatasetGetLayer)                       \
  X(GDALDatasetGetLayerByName) X(GDALDatasetGetLayerCount) X(GDALDatasetReleaseResultSet)         \
  X(GDALDatasetStartTransaction) X(GDALDatasetTestCapability) X(GDALGetDatasetDriver)             \
  X(GDALGetDescription) X(GDALGetDriverByName) X(GDALGetDriverCount) X(GDALGetDriverShortName)    \
  X(GDALGetFileList) X(GDALGetMetadataItem) X(GDALOpenEx) X(OGR_FD_GetFieldCount) X(OGR_FD_GetFieldDefn)                 \
  X(OGR_FD_GetFieldIndex) X(OGR_F_Create) X(OGR_F_Destroy) X(OGR_F_GetFID)                        \
  X(OGR_F_GetFieldAsDouble) X(OGR_F_GetFieldAsString) X(OGR_F_GetGeometryRef)                     \
  X(OGR_F_IsFieldSetAndNotNull) X(OGR_F_SetFID) X(OGR_F_SetFieldDouble)                           \
  X(OGR_F_SetFieldInteger64) X(OGR_F_SetFieldNull) X(OGR_F_SetFieldString)                        \
  X(OGR_F_SetGeometryDirectly) X(OGR_Fld_Create) X(OGR_Fld_Destroy) X(OGR_Fld_GetNameRef)         \
  X(OGR_Fld_GetType) X(OGR_Fld_SetPrecision) X(OGR_Fld_SetWidth) X(OGR_GT_Flatten)                \
  X(OGR_GT_GetLinear) X(OGR_G_AddGeometryDirectly) X(OGR_G_AddPoint_2D) X(OGR_G_CreateGeometry)   \
  X(OGR_G_DestroyGeometry) X(OGR_G_GetGeometryCount) X(OGR_G_GetGeometryRef)                      \
  X(OGR_G_GetGeometryType) X(OGR_G_GetLinearGeometry) X(OGR_G_GetPointCount) X(OGR_G_GetPoints)   \
  X(OGR_G_HasCurveGeometry) X(OGR_G_IsEmpty) X(OGR_G_SetPoint_2D) X(OGR_G_SetPoints)              \
  X(OGR_L_CommitTransaction) X(OGR_L_CreateFeature) X(OGR_L_CreateField) X(OGR_L_GetFeature)      \
  X(OGR_L_GetFeatureCount) X(OGR_L_GetGeomType) X(OGR_L_GetLayerDefn) X(OGR_L_GetName)            \
  X(OGR_L_GetNextFeature) X(OGR_L_GetSpatialRef) X(OGR_L_ResetReading) X(OGR_L_SetAttributeFilter)                      \
  X(OGR_L_SetIgnoredFields) X(OGR_L_SetNextByIndex) X(OGR_L_StartTransaction) X(OGR_L_TestCapability) X(OSRClone)           \
  X(OSRDestroySpatialReference) X(OSRExportToProj4) X(OSRExportToWkt) X(OSRExportToWktEx)         \
  X(OSRGetDataAxisToSRSAxisMapping) X(OSRGetName) X(OSRImportFromEPSG) X(OSRImportFromWkt)        \
  X(OSRIsLocal) X(OSRNewSpatialReference) X(OSRRelease) X(OSRSetAxisMappingStrategy)              \
  X(OSRSetFromUserInput) X(VSIFCloseL) X(VSIFOpenL) X(VSIFReadL) X(VSIFSeekL) X(VSIFree)          \
  X(VSIStatExL) X(VSIStatL) X(VSICloseDir) X(VSIGetNextDirEntry) X(VSIOpenDir)
/* clang-format on */

typedef struct wg_gdal_table {
#define WG_GDAL_MEMBER(f) __typeof__(f) *f##_;
  WG_GDAL_FUNCTIONS(WG_GDAL_MEMBER)
#undef WG_GDAL_MEMBER
} wg_gdal_table;

/* Usable from any thread. */
const wg_gdal_table *wg_gdal(void);

#ifndef WG_GDAL_OWN_NAMES
#undef CPLAtof
#define CPLAtof (wg_gdal()->CPLAtof_)
#undef CPLGetBasename
#define CPLGetBasename (wg_gdal()->CPLGetBasename_)
#undef CPLGetErrorHandlerUserData
#define CPLGetErrorHandlerUserData (wg_gdal()->CPLGetErrorHandlerUserData_)
#undef CPLGetExtension
#define CPLGetExtension (wg_gdal()->CPLGetExtension_)
#undef CPLHTTPPopFetchCallback
#define CPLHTTPPopFetchCallback (wg_gdal()->CPLHTTPPopFetchCallback_)
#undef CPLHTTPPushFetchCallback
#define CPLHTTPPushFetchCallback (wg_gdal()->CPLHTTPPushFetchCallback_)
#undef CPLCalloc
#define CPLCalloc (wg_gdal()->CPLCalloc_)
#undef CPLGetThreadLocalConfigOption
#define CPLGetThreadLocalConfigOption (wg_gdal()->CPLGetThreadLocalConfigOption_)
#undef CPLPopErrorHandler
#define CPLPopErrorHandler (wg_gdal()->CPLPopErrorHandler_)
#undef CPLPushErrorHandlerEx
#define CPLPushErrorHandlerEx (wg_gdal()->CPLPushErrorHandlerEx_)
#undef CPLSetThreadLocalConfigOption
#define CPLSetThreadLocalConfigOption (wg_gdal()->CPLSetThreadLocalConfigOption_)
#undef CPLStrdup
#define CPLStrdup (wg_gdal()->CPLStrdup_)
#undef CPLStrtod
#define CPLStrtod (wg_gdal()->CPLStrtod_)
#undef CPLsnprintf
#define CPLsnprintf (wg_gdal()->CPLsnprintf_)
#undef CSLDestroy
#define CSLDestroy (wg_gdal()->CSLDestroy_)
#undef GDALAllRegister
#define GDALAllRegister (wg_gdal()->GDALAllRegister_)
#undef GDALClose
#define GDALClose (wg_gdal()->GDALClose_)
#undef GDALCreate
#define GDALCreate (wg_gdal()->GDALCreate_)
#undef GDALDatasetCommitTransaction
#define GDALDatasetCommitTransaction (wg_gdal()->GDALDatasetCommitTransaction_)
#undef GDALDatasetCreateLayer
#define GDALDatasetCreateLayer (wg_gdal()->GDALDatasetCreateLayer_)
#undef GDALDatasetExecuteSQL
#define GDALDatasetExecuteSQL (wg_gdal()->GDALDatasetExecuteSQL_)
#undef GDALDatasetGetLayer
#define GDALDatasetGetLayer (wg_gdal()->GDALDatasetGetLayer_)
#undef GDALDatasetGetLayerByName
#define GDALDatasetGetLayerByName (wg_gdal()->GDALDatasetGetLayerByName_)
#undef GDALDatasetGetLayerCount
#define GDALDatasetGetLayerCount (wg_gdal()->GDALDatasetGetLayerCount_)
#undef GDALDatasetReleaseResultSet
#define GDALDatasetReleaseResultSet (wg_gdal()->GDALDatasetReleaseResultSet_)
#undef GDALDatasetStartTransaction
#define GDALDatasetStartTransaction (wg_gdal()->GDALDatasetStartTransaction_)
#undef GDALDatasetTestCapability
#define GDALDatasetTestCapability (wg_gdal()->GDALDatasetTestCapability_)
#undef GDALGetDatasetDriver
#define GDALGetDatasetDriver (wg_gdal()->GDALGetDatasetDriver_)
#undef GDALGetDescription
#define GDALGetDescription (wg_gdal()->GDALGetDescription_)
#undef GDALGetDriverByName
#define GDALGetDriverByName (wg_gdal()->GDALGetDriverByName_)
#undef GDALGetDriverCount
#define GDALGetDriverCount (wg_gdal()->GDALGetDriverCount_)
#undef GDALGetDriverShortName
#define GDALGetDriverShortName (wg_gdal()->GDALGetDriverShortName_)
#undef GDALGetFileList
#define GDALGetFileList (wg_gdal()->GDALGetFileList_)
#undef GDALGetMetadataItem
#define GDALGetMetadataItem (wg_gdal()->GDALGetMetadataItem_)
#undef GDALOpenEx
#define GDALOpenEx (wg_gdal()->GDALOpenEx_)
#undef OGR_FD_GetFieldCount
#define OGR_FD_GetFieldCount (wg_gdal()->OGR_FD_GetFieldCount_)
#undef OGR_FD_GetFieldDefn
#define OGR_FD_GetFieldDefn (wg_gdal()->OGR_FD_GetFieldDefn_)
#undef OGR_FD_GetFieldIndex
#define OGR_FD_GetFieldIndex (wg_gdal()->OGR_FD_GetFieldIndex_)
#undef OGR_F_Create
#define OGR_F_Create (wg_gdal()->OGR_F_Create_)
#undef OGR_F_Destroy
#define OGR_F_Destroy (wg_gdal()->OGR_F_Destroy_)
#undef OGR_F_GetFID
#define OGR_F_GetFID (wg_gdal()->OGR_F_GetFID_)
#undef OGR_F_GetFieldAsDouble
#define OGR_F_GetFieldAsDouble (wg_gdal()->OGR_F_GetFieldAsDouble_)
#undef OGR_F_GetFieldAsString
#define OGR_F_GetFieldAsString (wg_gdal()->OGR_F_GetFieldAsString_)
#undef OGR_F_GetGeometryRef
#define OGR_F_GetGeometryRef (wg_gdal()->OGR_F_GetGeometryRef_)
#undef OGR_F_IsFieldSetAndNotNull
#define OGR_F_IsFieldSetAndNotNull (wg_gdal()->OGR_F_IsFieldSetAndNotNull_)
#undef OGR_F_SetFID
#define OGR_F_SetFID (wg_gdal()->OGR_F_SetFID_)
#undef OGR_F_SetFieldDouble
#define OGR_F_SetFieldDouble (wg_gdal()->OGR_F_SetFieldDouble_)
#undef OGR_F_SetFieldInteger64
#define OGR_F_SetFieldInteger64 (wg_gdal()->OGR_F_SetFieldInteger64_)
#undef OGR_F_SetFieldNull
#define OGR_F_SetFieldNull (wg_gdal()->OGR_F_SetFieldNull_)
#undef OGR_F_SetFieldString
#define OGR_F_SetFieldString (wg_gdal()->OGR_F_SetFieldString_)
#undef OGR_F_SetGeometryDirectly
#define OGR_F_SetGeometryDirectly (wg_gdal()->OGR_F_SetGeometryDirectly_)
#undef OGR_Fld_Create
#define OGR_Fld_Create (wg_gdal()->OGR_Fld_Create_)
#undef OGR_Fld_Destroy
#define OGR_Fld_Destroy (wg_gdal()->OGR_Fld_Destroy_)
#undef OGR_Fld_GetNameRef
#define OGR_Fld_GetNameRef (wg_gdal()->OGR_Fld_GetNameRef_)
#undef OGR_Fld_GetType
#define OGR_Fld_GetType (wg_gdal()->OGR_Fld_GetType_)
#undef OGR_Fld_SetPrecision
#define OGR_Fld_SetPrecision (wg_gdal()->OGR_Fld_SetPrecision_)
#undef OGR_Fld_SetWidth
#define OGR_Fld_SetWidth (wg_gdal()->OGR_Fld_SetWidth_)
#undef OGR_GT_Flatten
#define OGR_GT_Flatten (wg_gdal()->OGR_GT_Flatten_)
#undef OGR_GT_GetLinear
#define OGR_GT_GetLinear (wg_gdal()->OGR_GT_GetLinear_)
#undef OGR_G_AddGeometryDirectly
#define OGR_G_AddGeometryDirectly (wg_gdal()->OGR_G_AddGeometryDirectly_)
#undef OGR_G_AddPoint_2D
#define OGR_G_AddPoint_2D (wg_gdal()->OGR_G_AddPoint_2D_)
#undef OGR_G_CreateGeometry
#define OGR_G_CreateGeometry (wg_gdal()->OGR_G_CreateGeometry_)
#undef OGR_G_DestroyGeometry
#define OGR_G_DestroyGeometry (wg_gdal()->OGR_G_DestroyGeometry_)
#undef OGR_G_GetGeometryCount
#define OGR_G_GetGeometryCount (wg_gdal()->OGR_G_GetGeometryCount_)
#undef OGR_G_GetGeometryRef
#define OGR_G_GetGeometryRef (wg_gdal()->OGR_G_GetGeometryRef_)
#undef OGR_G_GetGeometryType
#define OGR_G_GetGeometryType (wg_gdal()->OGR_G_GetGeometryType_)
#undef OGR_G_GetLinearGeometry
#define OGR_G_GetLinearGeometry (wg_gdal()->OGR_G_GetLinearGeometry_)
#undef OGR_G_GetPointCount
#define OGR_G_GetPointCount (wg_gdal()->OGR_G_GetPointCount_)
#undef OGR_G_GetPoints
#define OGR_G_GetPoints (wg_gdal()->OGR_G_GetPoints_)
#undef OGR_G_HasCurveGeometry
#define OGR_G_HasCurveGeometry (wg_gdal()->OGR_G_HasCurveGeometry_)
#undef OGR_G_IsEmpty
#define OGR_G_IsEmpty (wg_gdal()->OGR_G_IsEmpty_)
#undef OGR_G_SetPoint_2D
#define OGR_G_SetPoint_2D (wg_gdal()->OGR_G_SetPoint_2D_)
#undef OGR_G_SetPoints
#define OGR_G_SetPoints (wg_gdal()->OGR_G_SetPoints_)
#undef OGR_L_CommitTransaction
#define OGR_L_CommitTransaction (wg_gdal()->OGR_L_CommitTransaction_)
#undef OGR_L_CreateFeature
#define OGR_L_CreateFeature (wg_gdal()->OGR_L_CreateFeature_)
#undef OGR_L_CreateField
#define OGR_L_CreateField (wg_gdal()->OGR_L_CreateField_)
#undef OGR_L_GetFeature
#define OGR_L_GetFeature (wg_gdal()->OGR_L_GetFeature_)
#undef OGR_L_GetFeatureCount
#define OGR_L_GetFeatureCount (wg_gdal()->OGR_L_GetFeatureCount_)
#undef OGR_L_GetGeomType
#define OGR_L_GetGeomType (wg_gdal()->OGR_L_GetGeomType_)
#undef OGR_L_GetLayerDefn
#define OGR_L_GetLayerDefn (wg_gdal()->OGR_L_GetLayerDefn_)
#undef OGR_L_GetName
#define OGR_L_GetName (wg_gdal()->OGR_L_GetName_)
#undef OGR_L_GetNextFeature
#define OGR_L_GetNextFeature (wg_gdal()->OGR_L_GetNextFeature_)
#undef OGR_L_GetSpatialRef
#define OGR_L_GetSpatialRef (wg_gdal()->OGR_L_GetSpatialRef_)
#undef OGR_L_ResetReading
#define OGR_L_ResetReading (wg_gdal()->OGR_L_ResetReading_)
#undef OGR_L_SetAttributeFilter
#define OGR_L_SetAttributeFilter (wg_gdal()->OGR_L_SetAttributeFilter_)
#undef OGR_L_SetIgnoredFields
#define OGR_L_SetIgnoredFields (wg_gdal()->OGR_L_SetIgnoredFields_)
#undef OGR_L_SetNextByIndex
#define OGR_L_SetNextByIndex (wg_gdal()->OGR_L_SetNextByIndex_)
#undef OGR_L_StartTransaction
#define OGR_L_StartTransaction (wg_gdal()->OGR_L_StartTransaction_)
#undef OGR_L_TestCapability
#define OGR_L_TestCapability (wg_gdal()->OGR_L_TestCapability_)
#undef OSRClone
#define OSRClone (wg_gdal()->OSRClone_)
#undef OSRDestroySpatialReference
#define OSRDestroySpatialReference (wg_gdal()->OSRDestroySpatialReference_)
#undef OSRExportToProj4
#define OSRExportToProj4 (wg_gdal()->OSRExportToProj4_)
#undef OSRExportToWkt
#define OSRExportToWkt (wg_gdal()->OSRExportToWkt_)
#undef OSRExportToWktEx
#define OSRExportToWktEx (wg_gdal()->OSRExportToWktEx_)
#undef OSRGetDataAxisToSRSAxisMapping
#define OSRGetDataAxisToSRSAxisMapping (wg_gdal()->OSRGetDataAxisToSRSAxisMapping_)
#undef OSRGetName
#define OSRGetName (wg_gdal()->OSRGetName_)
#undef OSRImportFromEPSG
#define OSRImportFromEPSG (wg_gdal()->OSRImportFromEPSG_)
#undef OSRImportFromWkt
#define OSRImportFromWkt (wg_gdal()->OSRImportFromWkt_)
#undef OSRIsLocal
#define OSRIsLocal (wg_gdal()->OSRIsLocal_)
#undef OSRNewSpatialReference
#define OSRNewSpatialReference (wg_gdal()->OSRNewSpatialReference_)
#undef OSRRelease
#define OSRRelease (wg_gdal()->OSRRelease_)
#undef OSRSetAxisMappingStrategy
#define OSRSetAxisMappingStrategy (wg_gdal()->OSRSetAxisMappingStrategy_)
#undef OSRSetFromUserInput
#define OSRSetFromUserInput (wg_gdal()->OSRSetFromUserInput_)
#undef VSICloseDir
#define VSICloseDir (wg_gdal()->VSICloseDir_)
#undef VSIGetNextDirEntry
#define VSIGetNextDirEntry (wg_gdal()->VSIGetNextDirEntry_)
#undef VSIOpenDir
#define VSIOpenDir (wg_gdal()->VSIOpenDir_)
#undef VSIFCloseL
#define VSIFCloseL (wg_gdal()->VSIFCloseL_)
#undef VSIFOpenL
#define VSIFOpenL (wg_gdal()->VSIFOpenL_)
#undef VSIFReadL
#define VSIFReadL (wg_gdal()->VSIFReadL_)
#undef VSIFSeekL
#define VSIFSeekL (wg_gdal()->VSIFSeekL_)
#undef VSIFree
#define VSIFree (wg_gdal()->VSIFree_)
#undef VSIStatExL
#define VSIStatExL (wg_gdal()->VSIStatExL_)
#undef VSIStatL
#define VSIStatL (wg_gdal()->VSIStatL_)
#endif

#endif
